// Loaded by every worker of Vitest. When the main process is gone, in whatever way, nobody waits for the worker's tests
// any more: it ends, and with it its Chromium. The servers and mongods that it started have guards of their own.
process.once('disconnect', () => process.exit(1));
