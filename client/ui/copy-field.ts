/** Copies what a field holds, and answers what to say of it. Over plain HTTP browsers give no clipboard: then it is selected, to be copied by hand. */
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
