/**
 * Copies a field's value and returns the message to show. Over plain HTTP there is no clipboard: then it selects the
 * value, to be copied by hand.
 */
export async function copyField(field: HTMLInputElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(field.value);
    return 'Copied.';
  } catch {
    field.focus();
    field.select();
    return 'This browser does not allow copying. The address is selected, so you can copy it yourself.';
  }
}
