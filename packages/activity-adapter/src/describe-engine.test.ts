import { describeTemporalEngine } from "./describe-temporal-engine.fixture.js";

describeTemporalEngine("the engine on Temporal");
