import type { NewRemoval, PeopleHere } from '../../shared/presence.ts';
import type { Actor } from '../../shared/policies.ts';
import type { BoardRepository } from '../boards/board-repository.ts';
import type { UserRepository } from '../accounts/user-repository.ts';
import { invalidRequest } from '../base/problem.ts';
import type { BoardService } from '../boards/board-service.ts';
import type { EventService } from '../events/event-service.ts';
import type { HiddenPosts } from '../events/hiding.ts';
import { foldName } from '../accounts/names/name-skeleton.ts';
import type { SecurityLog } from '../base/security-log.ts';

export type BoardPeopleService = ReturnType<typeof createBoardPeopleService>;

type Dependencies = {
  boards: BoardService;
  repository: BoardRepository;
  users: UserRepository;
  events: Pick<EventService, 'hideOwned'>;
  here: (board: string) => Omit<PeopleHere, 'removed'>;
  log: SecurityLog;
  clock?: () => Date;
};

/** A removal lasts a day. */
const removalMs = 24 * 60 * 60_000;
const maxRemovals = 500;
const maxModerators = 50;

/** The people of a board: present, removed, and moderators. */
export function createBoardPeopleService({
  boards,
  repository,
  users,
  events,
  here,
  log,
  clock = () => new Date(),
}: Dependencies) {
  return {
    async list(slug: string, actor: Actor | null): Promise<PeopleHere> {
      await boards.requireModerator(slug, actor);
      const { removals } = await boards.get(slug);
      const now = clock();
      const removed = removals
        .filter(({ until }) => until > now)
        .map(({ key, name, until }) => ({ id: key, name, until: until.toISOString() }));
      return { ...here(slug), removed };
    },

    /** Returns how many events were hidden and how many are still shown; with `keep` neither. */
    async remove(slug: string, { id, name, events: fate }: NewRemoval, actor: Actor | null): Promise<HiddenPosts> {
      await boards.requireChangeable(slug, actor);
      const { removals } = await boards.get(slug);
      const now = clock();
      if (removals.filter(({ key, until }) => key !== id && until > now).length >= maxRemovals)
        throw invalidRequest([
          { path: 'id', message: 'Too many people are removed already. Freeze the board instead.' },
        ]);
      await repository.addRemoval(slug, { key: id, name, until: new Date(now.getTime() + removalMs) }, now);
      await boards.reload(slug);
      log.record('person_removed', { board: slug, person: id });
      return fate === 'hide' ? events.hideOwned(slug, id, actor) : { hidden: 0, left: 0 };
    },

    async letIn(slug: string, id: string, actor: Actor | null): Promise<void> {
      await boards.requireChangeable(slug, actor);
      await repository.endRemoval(slug, id);
      await boards.reload(slug);
    },

    /** The names of this board's moderators, without those who moderate all boards. */
    async moderators(slug: string, actor: Actor | null): Promise<string[]> {
      await boards.requireModerator(slug, actor);
      const { rights } = await boards.get(slug);
      const accounts = await Promise.all(rights.moderators.map((key) => users.find(key.replace(/^user:/, ''))));
      return accounts
        .filter((account) => account !== null)
        .map(({ username }) => username)
        .sort((a, b) => a.localeCompare(b));
    },

    async setModerators(slug: string, usernames: readonly string[], actor: Actor | null): Promise<void> {
      await boards.requireChangeable(slug, actor, boards.requireOwner);
      if (usernames.length > maxModerators)
        throw invalidRequest([{ path: 'usernames', message: `A board has at most ${maxModerators} moderators.` }]);
      const accounts = await Promise.all(usernames.map((username) => users.findByName(username, foldName(username))));
      const unknown = usernames.filter((_, index) => accounts[index] === null);
      if (unknown.length > 0)
        throw invalidRequest([
          { path: 'usernames', message: `There is no account with this name: ${unknown.join(', ')}.` },
        ]);
      await repository.setModerators(slug, [...new Set(accounts.map((account) => `user:${account!.id}`))]);
      await boards.reload(slug);
      log.record('board_moderators_changed', { board: slug, moderators: usernames.length });
    },
  };
}
