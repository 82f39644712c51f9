import { encode } from 'uqr';

/** The white modules around the code that readers need to find it (ISO/IEC 18004). */
const quietZone = 4;

/** A QR code as one SVG path of black runs, and the side of the square with its quiet zone, in modules. */
export function qrPath(text: string): { side: number; path: string } {
  // Nothing is damaged on a screen: few large modules read better from afar than more error correction.
  const { data, size } = encode(text, { ecc: 'L', boostEcc: true, border: quietZone });
  return {
    side: size,
    path: data.flatMap((row, y) => runs(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`)).join(''),
  };
}

function runs(row: readonly boolean[]): [start: number, length: number][] {
  const found: [number, number][] = [];
  for (const [x, dark] of row.entries()) {
    if (!dark) continue;
    const last = found.at(-1);
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1;
    else found.push([x, 1]);
  }
  return found;
}

/** Whether it is `localhost` or the like, which phones cannot open. */
export function isOnlyHere(address: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}
