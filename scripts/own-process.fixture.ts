// Starts a process of its own that listens, and prints the port.
import { startOwnProcess } from "./own-process.js";

const listen = "const s = require('net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))";

startOwnProcess(process.execPath, ["-e", listen], { stdio: ["ignore", "inherit", "inherit"] });
