export async function toggleFullScreen(): Promise<void> {
  // Browsers refuse without a user's action, or in kiosk mode.
  if (document.fullscreenElement === null) await document.documentElement.requestFullscreen().catch(() => undefined);
  else await document.exitFullscreen().catch(() => undefined);
}
