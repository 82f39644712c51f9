import type { AccountService } from '../../accounts/account-service.ts';
import type { OwnerService } from '../../accounts/owner-service.ts';
import type { PasswordReset } from '../../accounts/reset-links/password-reset.ts';
import type { Slices } from '../../base/slices.ts';
import type { SecurityLog } from '../../base/security-log.ts';
import type { BoardCategories } from '../../boards/board-categories.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { BoardTexts } from '../../calendars/board-texts.ts';
import type { Importer } from '../../calendars/calendar-importer.ts';
import type { TombstoneRepository } from '../../calendars/tombstone-repository.ts';
import type { ClearingService } from '../../events/clearing.ts';
import type { EventService } from '../../events/event-service.ts';
import type { BoardRoom } from '../../events/room/board-room.ts';
import type { EncodedSnapshots } from '../../feed/encoded-snapshots.ts';
import type { Feed } from '../../feed/feed.ts';
import type { BoardPeopleService } from '../../moderation/board-people-service.ts';
import type { LinkPreviews } from '../../link-preview/link-previews.ts';
import type { PreviewCards } from '../../link-preview/preview-cards.ts';
import type { PictureService } from '../../pictures/picture-service.ts';
import type { Route } from '../route.ts';
import type { RateLimits } from '../visitor/rate-limits.ts';
import { accountRoutes } from './account.ts';
import { boardPeopleRoutes } from './board-people.ts';
import { boardRoutes } from './boards.ts';
import { calendarRoutes } from './calendars.ts';
import { categoryRoutes } from './categories.ts';
import { clearingRoutes } from './clearings.ts';
import { eventRoutes } from './events.ts';
import { httpFeedRoutes, type HttpFeedRoutesOptions } from './http-feed.ts';
import { importRoutes } from './imports.ts';
import { joinRoutes } from './joining.ts';
import { linkPreviewRoutes } from './link-previews.ts';
import { pictureRoutes } from './pictures.ts';
import { screenRoutes } from './screens.ts';
import { userRoutes } from './users.ts';

export type RoutedServices = {
  accounts: AccountService;
  boardPeople: BoardPeopleService;
  boards: BoardService;
  categories: BoardCategories;
  clearings: ClearingService;
  events: EventService;
  feed: Pick<Feed, 'snapshot' | 'snapshotUnless' | 'currentState'>;
  countWaiting: (board: string) => Promise<number>;
  hideGuestNames: (board: string) => Promise<void>;
  importer: Importer;
  isMembersName: (name: string) => Promise<boolean>;
  limits: RateLimits;
  log: SecurityLog;
  management: OwnerService;
  passwordReset: PasswordReset;
  pictures: PictureService;
  previewCards: PreviewCards;
  linkPreviews: LinkPreviews;
  publicUrl: string | null;
  room: BoardRoom;
  snapshots: EncodedSnapshots;
  texts: BoardTexts;
  slices: Slices;
  tombstones: TombstoneRepository;
} & Pick<HttpFeedRoutesOptions, 'httpFeed' | 'clock' | 'build' | 'viewers'>;

/** All calls of the API. Express tries them in this order, so those that are called most come first. */
export function allRoutes(services: RoutedServices): Route[] {
  const { feed, snapshots } = services;
  return [
    ...eventRoutes(services),
    ...pictureRoutes(services),
    ...linkPreviewRoutes(services),
    ...accountRoutes(services),
    ...userRoutes(services.management),
    ...joinRoutes(services),
    ...screenRoutes(services),
    ...boardPeopleRoutes(services),
    ...boardRoutes({ ...services, snapshot: (...board) => snapshots.get(...board) }),
    ...httpFeedRoutes(services),
    ...categoryRoutes(services),
    ...clearingRoutes(services),
    ...importRoutes(services),
    ...calendarRoutes({ ...services, publicSnapshot: (board, identity) => feed.snapshot(board, 'public', identity) }),
  ];
}
