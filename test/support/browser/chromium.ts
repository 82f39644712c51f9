import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';

/** Where installed browsers usually are; Playwright knows the places of its own channels by itself. */
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

/** `--no-sandbox`: tests run as root in containers, and open no page but ours. The others keep a small machine calm. */
const args = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--hide-scrollbars',
  '--font-render-hinting=none',
];

/**
 * Starts the Chromium that browser tests use: `CHROME_BIN`, else the one in the npm package on Linux x64, else an
 * installed one. Throws one line that says what is missing where there is none.
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

/** The Chromium that all test files of a worker share, one after the other. It ends with the worker. */
export async function workerChromium(): Promise<Browser> {
  const browser = await (ofThisWorker ??= launchChromium());
  if (browser.isConnected()) return browser;
  ofThisWorker = launchChromium();
  return ofThisWorker;
}

/** The same with a profile that lies in a folder: closed and launched anew, it is the same browser after a restart. */
export async function launchProfile(folder: string, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...options, executablePath: await findChromium(), args });
}

/** Where the Chromium is, which is unpacked first where it has to be. */
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
 * Unpacks the package's Chromium into the temporary folder, once a machine and version. The package itself would unpack
 * it under its final name, where a second process, or one that comes after an interrupted first, takes a half of it for
 * the whole: so it works in a folder of its own, which is then put in place at once. Null where the package is missing.
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
  // The package asks the environment for the temporary folder; only a process of its own has one of its own.
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
  // Where another process was faster, its folder is as good.
  await rename(folder, place).catch(() => rm(folder, { recursive: true, force: true }));
  return join(place, 'chromium');
}
