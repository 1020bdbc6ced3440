import { fileURLToPath } from "node:url"
import reactHooks from "eslint-plugin-react-hooks"
import tseslint from "typescript-eslint"

const root = fileURLToPath(new URL("..", import.meta.url))

const noCasts = {
  "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
}

export default tseslint.config(
  { ignores: ["node_modules/**", "dist/**", ".assent-dev/**", "test/types/bad/**", "src/api/openapi.d.ts"] },
  {
    files: ["src/**/*.ts", "src/**/*.tsx", "test/**/*.ts", "prompts/**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["tsconfig.json", "src/api/phone/tsconfig.json", "src/console/tsconfig.json"],
        tsconfigRootDir: root,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Ports are async by contract even where the embedded implementation answers at once.
      "@typescript-eslint/require-await": "off",
      "no-console": "error",
    },
  },
  { files: ["src/**/*.ts", "src/**/*.tsx"], rules: noCasts },
  { files: ["src/console/**/*.tsx", "src/console/**/*.ts"], ...reactHooks.configs.flat["recommended-latest"] },
  // Nothing here is compiled by the React compiler, which the virtual table would have to be kept from.
  { files: ["src/console/**/*.tsx"], rules: { "react-hooks/incompatible-library": "off" } },
  {
    // Marked so that it stands out. The configuration lets an http issuer pass on loopback alone.
    files: ["src/people/oidc.ts"],
    rules: {
      "@typescript-eslint/no-deprecated": [
        "error",
        { allow: [{ from: "package", name: "allowInsecureRequests", package: "openid-client" }] },
      ],
    },
  },
  { files: ["src/cli/**/*.ts", "test/bench/**/*.ts", "prompts/**/*.ts"], rules: { "no-console": "off" } },
  {
    // End-to-end tests look into answers of the API as a client in any language would: without types.
    files: ["test/e2e/**/*.ts"],
    rules: Object.fromEntries(
      ["explicit-any", "unsafe-assignment", "unsafe-member-access", "unsafe-argument", "unsafe-return"].map((rule) => [
        `@typescript-eslint/no-${rule}`,
        "off",
      ]),
    ),
  },
  // A test may assert on an element it has just counted.
  { files: ["test/**/*.ts"], rules: { "@typescript-eslint/no-non-null-assertion": "off" } },
)
