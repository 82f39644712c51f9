import { encodePicture } from '../../../server/pictures/encode-picture.ts';
import { loadedFiles, refusedFiles } from '../../support/board/hostile-pictures.ts';

// Encodes all hostile files in one process, and says what became of each and what the process took at most.
const outcomes: Record<string, string> = {};
const files = [...(await refusedFiles()), ...(await loadedFiles())];
const before = process.resourceUsage().maxRSS * 1024;
for (const { name, file } of files)
  outcomes[name] = await encodePicture(file).then(
    (versions) => `${versions.at(-1)!.width}×${versions.at(-1)!.height}`,
    (error: Error) => `${error.name}: ${error.message}`,
  );
process.stdout.write(JSON.stringify({ outcomes, before, peak: process.resourceUsage().maxRSS * 1024 }));
