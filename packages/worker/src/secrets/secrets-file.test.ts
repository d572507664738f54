import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTempFolder } from "../temp-folder.fixture.js";
import { readSecretsFile } from "./secrets-file.js";

async function readNamed(text: string): Promise<readonly (readonly [string, string])[]> {
  const folder = await createTempFolder({ secrets: text });
  return (await readSecretsFile(join(folder, "secrets"))).map(({ name, value }) => [name, value]);
}

describe("a secrets file", () => {
  it("can be a JSON object", async () => {
    expect(await readNamed('\n{ "api_key": "k", "pem": "a\\nb" }')).toStrictEqual([
      ["api_key", "k"],
      ["pem", "a\nb"],
    ]);
  });

  it("can be lines of NAME=value", async () => {
    const text = '# comment\r\n\nA=1\n B = x y # z \nexport C="q"\nD=\'a=b\'\nE=\nF="\n';
    expect(await readNamed(text)).toStrictEqual([
      ["A", "1"],
      ["B", "x y # z"],
      ["C", "q"],
      ["D", "a=b"],
      ["E", ""],
      ["F", '"'],
    ]);
  });

  it("says that it is where the secrets come from", async () => {
    const folder = await createTempFolder({ secrets: "A=1" });
    const path = join(folder, "secrets");
    expect(await readSecretsFile(path)).toStrictEqual([
      { name: "A", value: "1", source: { kind: "file", name: path } },
    ]);
  });

  it.each([
    ["is broken JSON", '{"a": "canary-4711'],
    ["has a value that is no text", '{"a": ["canary-4711"]}'],
    ["has a line without a name", "A=1\ncanary-4711"],
    ["has a name that cannot be", "A=1\nca nary-4711=x"],
  ])("is refused when it %s, and none of it is shown", async (_, text) => {
    const error: unknown = await readNamed(text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "CONFIG_INVALID" });
    expect(JSON.stringify(error) + String(error)).not.toContain("4711");
  });

  it("is refused when it is missing", async () => {
    await expect(readSecretsFile("/nowhere/secrets")).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      details: { file: "/nowhere/secrets" },
    });
  });
});
