import type { BoardFeed } from '../feed/board-feed.ts';
import { systemClock } from '../../shared/clock.ts';
import { probeServer } from '../feed/server-probe.ts';
import { BuildWatch } from '../app/build-watch.ts';
import { onUncaught, ProjectorRepair } from './projector-repair.ts';
import type { Truth } from './projector-view.ts';
import { reloadWhenServed } from '../app/reload.ts';
import { stopAll } from '../ui/stop-all.ts';

type KeptPage = {
  feed: Pick<BoardFeed, 'status' | 'build' | 'tooOld' | 'probe'>;
  truth: () => Truth;
  /** Whether the page can reload without disturbing anybody. */
  isQuiet: () => boolean;
};

const lookMs = 1_000;
/** How long after an answer the server still counts as reachable. */
const reachMs = 10_000;

/**
 * Takes care of an unattended page: finds the server again, loads new builds, reloads when something is wrong. Returns
 * a function that stops it.
 */
export function keepGoing({ feed, truth, isQuiet }: KeptPage): () => void {
  const builds = new BuildWatch();
  const repair = new ProjectorRepair();
  let reachedAt = -Infinity;
  let broken = false;
  const isCutOff = (): boolean => feed.status.state !== 'live';

  const look = (): void => {
    const now = performance.now();
    const missing = truth().state === 'missing';
    const faults = {
      outdated: builds.isOutdated(feed),
      missing,
      stuck: !missing && isCutOff() && now - reachedAt < reachMs,
      broken,
    };
    if (repair.isDue(faults, isQuiet(), now)) void reloadWhenServed();
  };

  const timer = setInterval(look, lookMs);
  const stops = [
    () => clearInterval(timer),
    onUncaught(() => {
      broken = true;
    }),
    probeServer({
      clock: systemClock,
      isCutOff,
      onReachable() {
        reachedAt = performance.now();
        feed.probe();
      },
    }),
  ];
  return stopAll(stops);
}
