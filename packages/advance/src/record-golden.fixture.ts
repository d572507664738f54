// Keeps today's calls: `npm run golden -w @taskloom/advance`, before a version is released for the first time.
import { PROTOCOL_VERSION } from "@taskloom/interfaces";
import { recordCalls } from "./golden-calls.fixture.js";
import { writeGolden } from "./golden-files.fixture.js";

writeGolden(PROTOCOL_VERSION, await recordCalls());
