/** The widths in which each picture is served. A smaller picture is not enlarged. */
export const pictureWidths = [320, 800, 1600] as const;
export type PictureWidth = (typeof pictureWidths)[number];

/** The largest file that is received. Pages send less: they make pictures smaller first. */
export const maxPictureBytes = 8 * 1024 * 1024;

/** Where a picture is, in one of its widths. */
export function pictureAddress(id: string, width: PictureWidth): string {
  return `/pictures/${id}/${width}`;
}

/** For the `srcset` of an `img`. */
export function pictureSources(id: string): string {
  return pictureWidths.map((width) => `${pictureAddress(id, width)} ${width}w`).join(', ');
}
