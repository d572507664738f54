import { isAlias, isMap, isScalar, isSeq } from "yaml";
import type { Alias, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import type { SourceLimits } from "./source-limits.js";
import { addEntry, listNode, objectNode } from "./source-node.js";
import type { SourceEntry, SourceNode } from "./source-node.js";
import { SourceFault } from "./source-problem.js";
import type { SourceProblem } from "./source-problem.js";

/** Aliases in one text. */
const MAX_ALIASES = 100;

/** For YAML a template without quotes is a map whose key is a map. */
const UNQUOTED = "a key must be a text: a value that begins with {{ stands in quotes";

interface Anchor {
  readonly node: SourceNode;
  /** Characters and nodes that a copy of it is worth. */
  readonly size: number;
}

/** Makes plain values out of the nodes of a YAML document, aliases written out. */
export class YamlReader {
  readonly problems: SourceProblem[] = [];
  readonly #anchors = new Map<string, Anchor>();
  #aliases = 0;
  /** Characters and nodes so far, copies by alias included. */
  #size = 0;
  readonly #limits: SourceLimits;

  constructor(limits: SourceLimits) {
    this.#limits = limits;
  }

  read(yaml: unknown, depth: number): SourceNode {
    if (isAlias(yaml)) return this.#copy(yaml, depth);
    if (depth >= this.#limits.nesting && (isMap(yaml) || isSeq(yaml))) this.#failDeep(yaml);
    const before = this.#size;
    const node = this.#readNode(yaml, depth);
    if (hasAnchor(yaml)) this.#anchors.set(yaml.anchor, { node, size: this.#size - before });
    return node;
  }

  #readNode(yaml: unknown, depth: number): SourceNode {
    this.#size += 1;
    if (isMap(yaml)) return this.#readMap(yaml, depth);
    if (isSeq(yaml)) return this.#readList(yaml, depth);
    if (isScalar(yaml)) return this.#readScalar(yaml);
    return { value: null, start: 0, end: 0 };
  }

  #readMap(map: YAMLMap, depth: number): SourceNode {
    const [start, end] = rangeOf(map);
    const entries = new Map<string, SourceEntry>();
    for (const pair of map.items) {
      const problem = addEntry(entries, this.#readKey(pair), this.#readEntry(pair, depth));
      if (problem !== undefined) this.problems.push(problem);
    }
    return objectNode(entries, start, end);
  }

  #readEntry(pair: Pair, depth: number): Required<SourceEntry> {
    const [keyStart, keyEnd] = rangeOf(pair.key);
    const missing = { value: null, start: keyStart, end: keyEnd };
    return { node: pair.value === null ? missing : this.read(pair.value, depth + 1), keyStart };
  }

  /** Keys are texts: `404`, `true` and `~` are what their author wrote. */
  #readKey({ key }: Pair): string {
    if (!isScalar(key)) this.#fail("YAML_SYNTAX", isMap(key) ? UNQUOTED : "a key must be a text", key);
    return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
  }

  #readList(list: YAMLSeq, depth: number): SourceNode {
    const [start, end] = rangeOf(list);
    return listNode(
      list.items.map((item) => this.read(item, depth + 1)),
      start,
      end,
    );
  }

  #readScalar(scalar: Scalar): SourceNode {
    const [start, end] = rangeOf(scalar);
    const { value } = scalar;
    if (typeof value === "string") {
      this.#size += value.length;
      return { value, start, end };
    }
    if (typeof value === "number" && Number.isFinite(value)) return { value: value === 0 ? 0 : value, start, end };
    if (typeof value === "boolean" || value === null) return { value, start, end };
    return this.#fail("YAML_SYNTAX", "JSON has no such value", scalar);
  }

  #copy(alias: Alias, depth: number): SourceNode {
    const anchor = this.#anchors.get(alias.source);
    if (anchor === undefined) this.#fail("YAML_ALIASES", `the alias '${alias.source}' stands inside its anchor`, alias);
    this.#aliases += 1;
    this.#size += anchor.size;
    if (this.#aliases > MAX_ALIASES || this.#size > this.#limits.definitionBytes) {
      const most = `${MAX_ALIASES} aliases, or more than ${this.#limits.definitionBytes} bytes when written out`;
      this.#fail("YAML_ALIASES", `more than ${most}`, alias);
    }
    if (depth + (anchor.node.height ?? 0) > this.#limits.nesting) this.#failDeep(alias);
    return anchor.node;
  }

  #failDeep(yaml: unknown): never {
    this.#fail("DEFINITION_TOO_DEEP", `more than ${this.#limits.nesting} levels inside one another`, yaml);
  }

  #fail(code: SourceProblem["code"], message: string, yaml: unknown): never {
    throw new SourceFault({ code, message, offset: rangeOf(yaml)[0] });
  }
}

function hasAnchor(yaml: unknown): yaml is { anchor: string } {
  return (isMap(yaml) || isSeq(yaml) || isScalar(yaml)) && yaml.anchor !== undefined;
}

function rangeOf(yaml: unknown): readonly [number, number] {
  const isNode = isMap(yaml) || isSeq(yaml) || isScalar(yaml) || isAlias(yaml);
  const range = isNode ? yaml.range : undefined;
  return range ? [range[0], range[1]] : [0, 0];
}
