import type { PersonHere } from '../../shared/presence.ts';
import type { BoardPresence } from '../moderation/presence-repository.ts';
import type { BoardServer } from './board-socket.ts';
import type { SocketSessions } from './socket-sessions.ts';

/** More names than a moderator reads. Beyond them people are only counted. */
const maxPeople = 200;

/** The boards that sockets of this process follow, each with the number of viewers and the people whose name is known. */
export function whoIsHere(io: BoardServer, socketSessions: SocketSessions): BoardPresence[] {
  const boards = new Map<string, { viewers: number; people: Map<string, PersonHere> }>();
  for (const socket of io.of('/').sockets.values()) {
    for (const { board, audience } of socket.data.follows?.values() ?? []) {
      let here = boards.get(board);
      if (here === undefined) boards.set(board, (here = { viewers: 0, people: new Map() }));
      if (audience === 'public') here.viewers += 1;
      const person = socketSessions.person(socket);
      if (person !== null && here.people.size < maxPeople) here.people.set(person.id, person);
    }
  }
  return [...boards].map(([board, { viewers, people }]) => ({ board, viewers, people: [...people.values()] }));
}
