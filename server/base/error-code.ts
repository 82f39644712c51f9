/** Whether an error has one of these codes. Node's own errors have them: `ENOENT`, `ERR_MODULE_NOT_FOUND` … */
export function hasErrorCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}
