import type { PersonHere } from '../../shared/presence.ts';
import type { BoardPresence } from '../moderation/presence-repository.ts';
import type { BoardServer } from './board-socket.ts';
import type { SocketSessions } from './socket-sessions.ts';

/** More names than a moderator reads. Beyond them people are only counted. */
const maxPeople = 200;

/** The boards that sockets of this process follow, each with its viewers, how many have no name, and the people who have one. */
export function whoIsHere(io: BoardServer, socketSessions: SocketSessions): BoardPresence[] {
  const boards = new Map<string, { viewers: number; nameless: number; people: Map<string, PersonHere> }>();
  for (const socket of io.of('/').sockets.values()) {
    for (const { board, audience } of socket.data.follows?.values() ?? []) {
      let here = boards.get(board);
      if (here === undefined) boards.set(board, (here = { viewers: 0, nameless: 0, people: new Map() }));
      const person = socketSessions.person(socket);
      if (audience === 'public') {
        here.viewers += 1;
        if (person === null) here.nameless += 1;
      }
      if (person !== null && here.people.size < maxPeople) here.people.set(person.id, person);
    }
  }
  return [...boards].map(([board, { people, ...counts }]) => ({ board, ...counts, people: [...people.values()] }));
}
