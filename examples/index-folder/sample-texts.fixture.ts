const looms = `# Looms

A loom holds the warp threads under tension, so that the weft can be woven between them.
See [weaving](weaving.md) and [a museum](https://example.org/looms).

## Kinds of looms

${"A backstrap loom is simple. A treadle loom is fast. A drawloom weaves patterns. ".repeat(12)}
`;

const weaving = `# Weaving

${"The weft passes over and under the warp. Plain weave, twill and satin differ in the order. ".repeat(12)}

\`\`\`
over under over under
\`\`\`
`;

const dyes = `Dyes
${"Madder gives red, woad gives blue, weld gives yellow. Wool takes dye better than linen. ".repeat(10)}
`;

/** Texts and other files, as a person's folder has them. */
export const sampleTexts: Readonly<Record<string, string | Uint8Array>> = {
  "looms.md": looms,
  "weaving.md": weaving,
  "materials/dyes.txt": dyes,
  "materials/photo.jpg": new Uint8Array([0xff, 0xd8, 0xff]),
};
