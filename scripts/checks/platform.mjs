const systems = /\b(android|darwin|freebsd|linux|openharmony|win32|windows)\b/;
const processors = /-(arm64|x64|ia32|riscv64|s390x|ppc64|arm|64)(-|$)/;

/**
 * The platform in the name of a package with native code, such as "@oxlint/binding-linux-x64-gnu".
 * @param {string} name
 * @returns {{ os: string[], cpu: string[], libc?: string[] }}
 */
export function platformOf(name) {
  const os = systems.exec(name)?.[1]?.replace("windows", "win32");
  const cpu = processors.exec(name)?.[1]?.replace(/^64$/, "x64");
  if (os === undefined || cpu === undefined) throw new Error(`${name} names no platform.`);
  if (os !== "linux") return { os: [os], cpu: [cpu] };
  return { os: [os], cpu: [cpu], libc: [name.includes("musl") ? "musl" : "glibc"] };
}
