import { html } from 'lit';
import type { PagePath } from '../shared/page-paths.ts';
import type { CredentialsMode } from './account/credentials-form.ts';
import type { AppContext } from './app/app-context.ts';
import type { PageEntry } from './app/router.ts';
import './app/board-app.ts';
import { showType } from './app/show-type.ts';
// Most people come for the board, so it is loaded at once; the other pages when somebody opens them.
import './board/board-page.ts';

type Entry = PageEntry<AppContext>;
type BoardPage = Omit<Extract<Entry, { render: unknown }>, 'path'>;
type Page = BoardPage | Omit<Extract<Entry, { renderAlone: unknown }>, 'path'>;

const renderBoard: BoardPage['render'] = ({ query }, { store, session }) =>
  html`<board-page .store=${store} .session=${session} .query=${query}></board-page>`;

const projector: BoardPage = {
  bare: true,
  load: () => import('./projector/projector-page.ts'),
  render: ({ query }, { store }) => html`<projector-page .store=${store} .query=${query}></projector-page>`,
};

const newEvent: BoardPage = {
  load: () => import('./composer/new-event-page.ts'),
  render: ({ query }, { store, session }) =>
    html`<new-event-page .store=${store} .session=${session} .query=${query}></new-event-page>`,
};

const myEvents: BoardPage = {
  load: () => import('./board/my-events-page.ts'),
  render: (_place, { store, session }) => html`<my-events-page .store=${store} .session=${session}></my-events-page>`,
};

/** Logging in, signing up and choosing a new password are loaded together: each chunk costs bytes here. */
const loadCredentials: BoardPage['load'] = () => import('./account/credentials-pages.ts');

function credentials(mode: CredentialsMode): BoardPage {
  return {
    load: loadCredentials,
    render: ({ query }, { session }) =>
      html`<credentials-page .mode=${mode} .session=${session} .query=${query}></credentials-page>`,
  };
}

// In this order: the first address that matches counts, so `/events/new` comes before `/events/:id`.
const pages: Record<PagePath, Page> = {
  '/': { render: renderBoard },
  '/b/:board': { render: renderBoard },
  '/projector': projector,
  '/b/:board/projector': projector,
  '/j/:code': {
    bare: true,
    load: () => import('./account/join-page.ts'),
    renderAlone: ({ params }, { session }) =>
      html`<join-page .session=${session} .code=${params.code ?? ''}></join-page>`,
  },
  '/screen/:key': {
    bare: true,
    load: () => import('./projector/screen-page.ts'),
    renderAlone: ({ params, query }, { session }) =>
      html`<screen-page .session=${session} .key=${params.key ?? ''} .query=${query}></screen-page>`,
  },
  '/b/:board/moderate': {
    load: () => import('./moderation/moderate-page.ts'),
    render: (_place, { store, session }) => html`<moderate-page .store=${store} .session=${session}></moderate-page>`,
  },
  '/b/:board/settings': {
    load: () => import('./settings/settings-page.ts'),
    render: (_place, { store, session }) => html`<settings-page .store=${store} .session=${session}></settings-page>`,
  },
  '/boards': {
    load: () => import('./settings/boards-page.ts'),
    render: (_place, { session }) => html`<boards-page .session=${session}></boards-page>`,
  },
  '/events/new': newEvent,
  '/b/:board/new': newEvent,
  '/b/:board/myevents': myEvents,
  '/events/myevents': myEvents,
  '/login': credentials('log-in'),
  '/signup': credentials('sign-up'),
  '/reset': {
    load: loadCredentials,
    render: (_place, { session }) => html`<reset-page .session=${session}></reset-page>`,
  },
  '/account': {
    load: () => import('./account/account-page.ts'),
    render: (_place, { session }) => html`<account-page .session=${session}></account-page>`,
  },
  '/people': {
    load: () => import('./account/people-page.ts'),
    render: (_place, { session }) => html`<people-page .session=${session}></people-page>`,
  },
  '/events/:id': {
    load: () => import('./event/event-page.ts'),
    render: ({ params }, { store, session }) =>
      html`<event-page .store=${store} .session=${session} .eventId=${params.id ?? ''}></event-page>`,
  },
};

const notFound: Entry = {
  path: '*',
  load: () => import('./app/not-found-page.ts'),
  render: () => html`<not-found-page></not-found-page>`,
};

showType();
const app = document.createElement('board-app');
app.pages = Object.entries(pages).map(([path, page]) => ({ path, ...page }));
app.fallback = notFound;
document.body.prepend(app);
