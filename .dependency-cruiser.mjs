/**
 * What may import what. `npm run lint` fails when a file breaks one of these rules; docs/architecture.md explains the layers.
 *
 * Each list is an order: a folder may import from the folders before it, never from one after it or beside it in the
 * same entry. A new folder has to be given its place here.
 */
const serverLayers = [
  ['base'],
  ['config'],
  ['workers'],
  ['database'],
  ['boards'],
  ['events'],
  ['pictures'],
  ['accounts', 'calendars', 'feed', 'link-preview'],
  ['http-feed', 'moderation'],
  ['http', 'sockets'],
  ['app.ts', 'commands'],
  ['main.ts'],
];

const clientLayers = [
  ['api'],
  ['ui'],
  ['words', 'feed', 'share'],
  ['picture'],
  ['event-form', 'event-row'],
  ['review'],
  ['posting'],
  ['store'],
  ['app'],
  ['composer'],
  ['account', 'board', 'event', 'moderation'],
  ['projector'],
  ['settings'],
  ['main.ts'],
];

/** A path's place: `/base/` for a folder, `/app\.ts$` for a file. */
function pattern(side, names) {
  const folders = names.filter((name) => !name.endsWith('.ts')).map((name) => `${name}/`);
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => `${name.replaceAll('.', '\\.')}$`);
  return `^${side}/(${[...folders, ...files].join('|')})`;
}

function layerRules(side, layers) {
  const lower = (depth) => layers.slice(0, depth).flat();
  return [
    ...layers.flatMap((layer, depth) =>
      layer.map((name) => ({
        name: `layer:${side}/${name}`,
        severity: 'error',
        comment: `${side}/${name} may import: ${[...lower(depth), 'shared'].join(', ')}.`,
        from: { path: pattern(side, [name]) },
        to: { path: `^${side}/`, pathNot: pattern(side, [name, ...lower(depth)]) },
      })),
    ),
    {
      name: `layer:${side}/unlisted`,
      severity: 'error',
      comment: `Every folder of ${side}/ needs a place in .dependency-cruiser.mjs.`,
      from: { path: `^${side}/`, pathNot: [pattern(side, layers.flat()), '^client/projector/worker/'] },
      to: {},
    },
  ];
}

export default {
  forbidden: [
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'Two files that need each other are one, or hide a third.',
      from: {},
      to: { circular: true },
    },
    ...layerRules('server', serverLayers),
    ...layerRules('client', clientLayers),
    {
      name: 'shared-knows-neither-end',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(server|client|test)/' },
    },
    {
      name: 'shared-runs-in-browsers',
      severity: 'error',
      from: { path: '^(shared|client)/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'server-never-imports-client', severity: 'error', from: { path: '^server/' }, to: { path: '^client/' } },
    { name: 'client-never-imports-server', severity: 'error', from: { path: '^client/' }, to: { path: '^server/' } },
    {
      name: 'product-never-imports-test',
      severity: 'error',
      from: { path: '^(server|client|shared)/' },
      to: { path: '^test/' },
    },
    {
      name: 'express-only-in-http',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/http/' },
      to: { path: 'node_modules/(@types/)?express/' },
    },
    {
      name: 'socket-io-only-in-sockets',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/sockets/' },
      to: { path: 'node_modules/(socket\\.io|engine\\.io)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
