import lit from 'eslint-plugin-lit';
import tseslint from 'typescript-eslint';

const noClock = 'Take it from the Clock that is passed in (shared/clock.ts), so that a test can own time and chance.';

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
  {
    files: ['server/**/*.ts', 'client/**/*.ts', 'shared/**/*.ts'],
    ignores: ['shared/clock.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'Date',
          property: 'now',
          message:
            'Measure durations with performance.now(): the clock can be set back. For the time use systemClock.now().',
        },
      ],
    },
  },
  { files: ['client/**/*.ts'], ...lit.configs['flat/recommended'] },
  {
    files: ['server/feed/**/*.ts', 'server/sockets/**/*.ts', 'client/feed/**/*.ts', 'client/store/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval', 'setImmediate', 'performance', 'requestIdleCallback'].map((name) => ({
          name,
          message: noClock,
        })),
      ],
      'no-restricted-properties': [
        'error',
        ...[
          ['Date', 'now'],
          ['Math', 'random'],
          ['crypto', 'randomUUID'],
          ['crypto', 'getRandomValues'],
          ['AbortSignal', 'timeout'],
          ['window', 'setTimeout'],
          ['window', 'setInterval'],
          ['globalThis', 'setTimeout'],
          ['globalThis', 'setInterval'],
        ].map(([object, property]) => ({ object, property, message: noClock })),
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: noClock },
      ],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: ['node:timers', 'node:timers/promises', 'node:perf_hooks', 'node:crypto'].map((name) => ({
            name,
            message: noClock,
          })),
        },
      ],
    },
  },
);
