import { defineSearchAttributeKey, type SearchAttributePair } from "@temporalio/common";
import type { JsonObject, JsonValue } from "@taskloom/interfaces";
import type { Client } from "@temporalio/client";
import type { RunToStart } from "./run-to-start.js";

/** The search attributes of runs, with their types in the server's own words. */
export const SEARCH_ATTRIBUTES = {
  TaskloomDefinition: "Keyword",
  TaskloomHash: "Keyword",
  TaskloomStatus: "Keyword",
  TaskloomLabels: "KeywordList",
} as const;

export function toSearchAttributes({ definition, labels }: RunToStart): SearchAttributePair[] {
  const keyword = (name: string) => defineSearchAttributeKey(name, "KEYWORD");
  return [
    { key: keyword("TaskloomDefinition"), value: definition.id },
    { key: keyword("TaskloomHash"), value: definition.hash },
    { key: keyword("TaskloomStatus"), value: "running" },
    { key: defineSearchAttributeKey("TaskloomLabels", "KEYWORD_LIST"), value: listLabels(labels) },
  ];
}

/** Each label as `<key>=<value>`. */
function listLabels(labels: JsonObject): string[] {
  return Object.entries(labels).map(([key, value]) => toLabelText(key, toText(value)));
}

/** A label's value as it is asked for. */
export function toText(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

export function toLabelText(key: string, value: string): string {
  return `${key}=${value}`;
}

/** Those that the namespace does not have. */
export async function findMissingAttributes({ connection, options }: Client): Promise<readonly string[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: options.namespace });
  return Object.keys(SEARCH_ATTRIBUTES).filter((name) => !(name in customAttributes));
}
