/** The name by which a person is shown: a member's display name, or else the name of the account or guest. */
export function shownName({ name, displayName }: { name: string; displayName?: string | undefined }): string {
  return displayName ?? name;
}
