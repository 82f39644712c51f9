import { html } from 'lit';
import type { AppContext } from './app-context.ts';
import type { PageEntry } from './router.ts';
import './board-app.ts';
// The board is what most people come for: it is here at once, the other pages when somebody goes there.
import './pages/board-page.ts';

type Entry = PageEntry<AppContext>;
type BoardPage = Omit<Extract<Entry, { render: unknown }>, 'path'>;

const renderBoard: BoardPage['render'] = ({ query }, { store, session }) =>
  html`<board-page .store=${store} .session=${session} .query=${query}></board-page>`;

const projector: BoardPage = {
  bare: true,
  load: () => import('./pages/projector-page.ts'),
  render: ({ query }, { store }) => html`<projector-page .store=${store} .query=${query}></projector-page>`,
};

const newEvent: BoardPage = {
  load: () => import('./pages/new-event-page.ts'),
  render: (_place, { store, session }) => html`<new-event-page .store=${store} .session=${session}></new-event-page>`,
};

const pages: Entry[] = [
  { path: '/', render: renderBoard },
  { path: '/b/:board', render: renderBoard },
  { path: '/projector', ...projector },
  { path: '/b/:board/projector', ...projector },
  {
    path: '/j/:code',
    bare: true,
    load: () => import('./pages/join-page.ts'),
    renderAlone: ({ params }, { session }) =>
      html`<join-page .session=${session} .code=${params.code ?? ''}></join-page>`,
  },
  {
    path: '/screen/:key',
    bare: true,
    load: () => import('./pages/screen-page.ts'),
    renderAlone: ({ params, query }, { session }) =>
      html`<screen-page .session=${session} .key=${params.key ?? ''} .query=${query}></screen-page>`,
  },
  {
    path: '/b/:board/moderate',
    load: () => import('./pages/moderate-page.ts'),
    render: (_place, { store, session }) => html`<moderate-page .store=${store} .session=${session}></moderate-page>`,
  },
  {
    path: '/b/:board/settings',
    load: () => import('./pages/settings-page.ts'),
    render: (_place, { store, session }) => html`<settings-page .store=${store} .session=${session}></settings-page>`,
  },
  {
    path: '/boards',
    load: () => import('./pages/boards-page.ts'),
    render: (_place, { session }) => html`<boards-page .session=${session}></boards-page>`,
  },
  { path: '/events/new', ...newEvent },
  { path: '/b/:board/new', ...newEvent },
  {
    path: '/events/myevents',
    load: () => import('./pages/my-events-page.ts'),
    render: (_place, { store, session }) => html`<my-events-page .store=${store} .session=${session}></my-events-page>`,
  },
  {
    path: '/login',
    load: () => import('./pages/login-page.ts'),
    render: ({ query }, { session }) => html`<login-page .session=${session} .query=${query}></login-page>`,
  },
  {
    path: '/signup',
    load: () => import('./pages/signup-page.ts'),
    render: ({ query }, { session }) => html`<signup-page .session=${session} .query=${query}></signup-page>`,
  },
  {
    path: '/account',
    load: () => import('./pages/account-page.ts'),
    render: (_place, { session }) => html`<account-page .session=${session}></account-page>`,
  },
  {
    path: '/people',
    load: () => import('./pages/people-page.ts'),
    render: (_place, { session }) => html`<people-page .session=${session}></people-page>`,
  },
  {
    path: '/events/:id',
    load: () => import('./pages/event-page.ts'),
    render: ({ params }, { store, session }) =>
      html`<event-page .store=${store} .session=${session} .eventId=${params.id ?? ''}></event-page>`,
  },
];

const notFound: Entry = {
  path: '*',
  load: () => import('./pages/not-found-page.ts'),
  render: () => html`<not-found-page></not-found-page>`,
};

const app = document.createElement('board-app');
app.pages = pages;
app.fallback = notFound;
document.body.prepend(app);
