import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';

/** Where browsers are usually installed. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** `--no-sandbox`: tests run as root in containers, and open only our pages. The others save work on a small machine. */
const args = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--hide-scrollbars',
  '--font-render-hinting=none',
];

/**
 * Starts the Chromium that browser tests use: `CHROME_BIN`, or the one in the npm package on Linux x64, or an installed
 * one. Throws an error of one line if there is none.
 */
export async function launchChromium({ moreArgs = [] }: { moreArgs?: readonly string[] } = {}): Promise<Browser> {
  const executablePath = await findChromium();
  try {
    return await chromium.launch({ executablePath, args: [...args, ...moreArgs] });
  } catch (error) {
    throw new Error(`Chromium at ${executablePath} does not start: ${String(error).split('\n')[0]}`, { cause: error });
  }
}

let ofThisWorker: Promise<Browser> | null = null;

/** Returns the Chromium that the test files of a worker share, one after the other. It ends with the worker. */
export async function workerChromium(): Promise<Browser> {
  const browser = await (ofThisWorker ??= launchChromium());
  if (browser.isConnected()) return browser;
  ofThisWorker = launchChromium();
  return ofThisWorker;
}

/** Starts a Chromium with its profile in a folder. Started again on that folder, it is the same browser after a restart. */
export async function launchProfile(folder: string, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...options, executablePath: await findChromium(), args });
}

/** Returns the path of the Chromium, and unpacks it first if that is needed. */
export async function findChromium(): Promise<string> {
  const { CHROME_BIN } = process.env;
  if (CHROME_BIN !== undefined && CHROME_BIN !== '') {
    if (existsSync(CHROME_BIN)) return CHROME_BIN;
    throw new Error(`CHROME_BIN names ${CHROME_BIN}, and there is no such file.`);
  }
  const packaged = process.platform === 'linux' && process.arch === 'x64' ? await unpackChromium() : null;
  const found = packaged ?? installed.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error('Browser tests need a Chromium: install Chrome or Chromium, or set CHROME_BIN to one.');
}

const packageName = '@sparticuz/chromium';

/**
 * Unpacks the package's Chromium into the temporary folder, once per machine and version. Returns null if the package is
 * missing. The package itself unpacks to the final path, and a second process, or one after an interrupted first, would
 * find an incomplete Chromium there. So it unpacks into its own folder, which is then renamed in one step.
 */
async function unpackChromium(): Promise<string | null> {
  const require = createRequire(import.meta.url);
  let version: string;
  try {
    ({ version } = JSON.parse(await readFile(join(require.resolve(packageName), '../../../package.json'), 'utf8')) as {
      version: string;
    });
  } catch {
    return null;
  }
  const place = join(tmpdir(), `community-board-chromium-${version}`);
  if (existsSync(place)) return join(place, 'chromium');
  const folder = await mkdtemp(join(tmpdir(), 'community-board-unpacking-'));
  // The package reads the temporary folder from the environment: a separate process can have its own.
  try {
    await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', `await (await import('${packageName}')).default.executablePath()`],
      {
        cwd: import.meta.dirname,
        env: { ...process.env, TMPDIR: folder },
      },
    );
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    process.stderr.write(`The Chromium in ${packageName} cannot be unpacked: ${String(error).split('\n').at(-1)}\n`);
    return null;
  }
  // If another process was faster, use its folder.
  await rename(folder, place).catch(() => rm(folder, { recursive: true, force: true }));
  return join(place, 'chromium');
}
