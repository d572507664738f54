import { createRootFolder } from "../folder/root-folder.js";
import { createHttpClient } from "../http/http-client.js";
import { machineNetwork } from "../http/machine-network.js";
import { createNetworkGuard } from "../http/network-guard.js";
import { echoHandler } from "./echo.js";
import { failHandler } from "./fail.js";
import { createListHandler } from "./file-list.js";
import { createReadHandler } from "./file-read.js";
import { createWriteHandler } from "./file-write.js";
import type { HandlerMap } from "./handler-map.js";
import { createHttpHandler } from "./http.js";
import { logHandler } from "./log.js";
import { sleepHandler } from "./sleep.js";

/** What the handlers that come with it may reach. */
export interface CoreHandlersOptions {
  readonly files: { readonly root: string };
  readonly http: { readonly allow: readonly string[] };
}

/** The handlers that come with it; a configuration is what they need. */
export function createCoreHandlers({ files, http }: CoreHandlersOptions): HandlerMap {
  const root = createRootFolder(files.root);
  return {
    "core.echo": echoHandler,
    "core.fail": failHandler,
    "core.file.list": createListHandler(root),
    "core.file.read": createReadHandler(root),
    "core.file.write": createWriteHandler(root),
    "core.http": createHttpHandler(createHttpClient(createNetworkGuard(http.allow, machineNetwork))),
    "core.log": logHandler,
    "core.sleep": sleepHandler,
  };
}
