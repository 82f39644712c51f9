import lit from 'eslint-plugin-lit';
import tseslint from 'typescript-eslint';

/** Refuses imports that would turn DESIGN §2's one-way dependencies around. */
function forbidImports(files, patterns) {
  return {
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: patterns.map(([regex, message]) => ({ regex, message })) },
      ],
    },
  };
}

const expressOrSocketIo = ['^(express|socket\\.io)$', 'Services know neither Express nor Socket.IO.'];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'data/', '.cache/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
    },
  },
  { files: ['client/**/*.ts'], ...lit.configs['flat/recommended'] },
  forbidImports(
    ['shared/**/*.ts'],
    [
      ['/(server|client)/', 'shared/ knows neither end.'],
      ['^node:', 'shared/ runs in browsers too.'],
    ],
  ),
  forbidImports(['server/**/*.ts'], [['/client/', 'The server never imports the client.']]),
  forbidImports(
    ['server/services/**/*.ts'],
    [
      ['/client/', 'The server never imports the client.'],
      expressOrSocketIo,
      ['/(http|realtime|feed)/', 'Services sit below http and realtime and beside the feed.'],
    ],
  ),
  forbidImports(
    ['server/feed/**/*.ts'],
    [
      ['/client/', 'The server never imports the client.'],
      expressOrSocketIo,
      ['/(http|realtime|services)/', 'The feed sits below http and realtime and beside the services.'],
    ],
  ),
  forbidImports(
    ['server/database/**/*.ts'],
    [
      ['/client/', 'The server never imports the client.'],
      expressOrSocketIo,
      ['/(http|realtime|services|feed)/', 'The database is the lowest layer.'],
    ],
  ),
  forbidImports(
    ['client/**/*.ts'],
    [
      ['/server/', 'The client never imports the server.'],
      ['^node:', 'The client runs in browsers.'],
    ],
  ),
  forbidImports(
    ['client/components/**/*.ts'],
    [
      ['/server/', 'The client never imports the server.'],
      ['/api/', 'Components get data by property and tell news by event.'],
    ],
  ),
);
