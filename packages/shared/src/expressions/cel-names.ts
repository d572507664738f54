import { celEnvironment } from "./cel-environment.js";

/** Words that CEL keeps for itself. */
const KEYWORDS: ReadonlySet<string> = new Set(
  `as break const continue else false for function if import in let loop
  namespace null package prototype return true var void while __proto__`.split(/\s+/),
);

/** Variables that definitions can use somewhere. Custom names come besides. */
export const BUILT_IN_VARIABLES: ReadonlySet<string> = new Set(
  `children env error index input item output processor
  secrets signal source_index tasks trigger workflow`.split(/\s+/),
);

interface LibraryNames {
  readonly constants: ReadonlySet<string>;
  /** `name/arguments` of functions, `.name/arguments` of methods; macros are not among them. */
  readonly functions: ReadonlySet<string>;
}

let names: LibraryNames | undefined;

/** Whether the name is CEL's own: a keyword, or a constant such as `int` or `type`. No variable can have it. */
export function isReservedName(name: string): boolean {
  return KEYWORDS.has(name) || isConstantName(name);
}

export function isConstantName(name: string): boolean {
  return libraryNames().constants.has(name);
}

/** Whether the library has the function, or the method when `method`, for that many arguments. */
export function isLibraryFunction(name: string, argumentCount: number, method: boolean): boolean {
  return libraryNames().functions.has(`${method ? "." : ""}${name}/${argumentCount}`);
}

/** Names of the library's functions and methods. */
export function listLibraryFunctions(): string[] {
  return [...libraryNames().functions].map((key) => key.replace(/^\.|\/.*$/g, ""));
}

function libraryNames(): LibraryNames {
  names ??= readNames();
  return names;
}

function readNames(): LibraryNames {
  const { variables, functions } = celEnvironment().getDefinitions();
  const plain = functions.filter((entry) => entry.params.every((parameter) => parameter.type !== "ast"));
  return {
    constants: new Set(variables.map((variable) => variable.name)),
    functions: new Set(
      plain.map(({ name, receiverType, params }) => `${receiverType === null ? "" : "."}${name}/${params.length}`),
    ),
  };
}
