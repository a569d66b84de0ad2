import tseslint from 'typescript-eslint';

/** What each room of the street may import from its neighbours; see docs/design.md. */
const street = {
  contract: [],
  net: ['contract'],
  routes: ['contract', 'net'],
  endpoints: ['contract', 'net', 'native'],
  native: ['contract'],
  collect: ['contract', 'net', 'routes', 'endpoints', 'native'],
  judge: ['contract', 'net', 'routes', 'endpoints'],
  plan: ['contract', 'net', 'routes', 'endpoints', 'judge'],
  render: ['contract', 'net'],
};

const rooms = [...Object.keys(street), 'commands'];

const boundaries = Object.entries(street).map(([room, neighbours]) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: rooms
          .filter((other) => other !== room && !neighbours.includes(other))
          .map((other) => ({ regex: `^(\\.\\./)+${other}/`, message: `${room}/ does not import ${other}/.` })),
      },
    ],
  },
}));

/** The judge and the planner are functions of their arguments: no clock, no file, no socket. */
const pure = {
  files: ['src/{net,routes,judge,plan,render}/**/*.ts'],
  rules: {
    'no-restricted-globals': ['error', 'process', 'fetch', 'performance'],
    'no-restricted-syntax': [
      'error',
      { selector: 'ImportDeclaration[source.value=/^node:/]', message: 'This room is pure.' },
      { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'This room reads no clock.' },
      {
        selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
        message: 'This room reads no clock.',
      },
    ],
  },
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '**/bin/', '**/obj/'] },
  ...tseslint.configs.recommended,
  { rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  ...boundaries,
  pure,
);
