/** What the monitoring says of a month, and what people do about it. */

import type { Schemas } from "../../kit/client";

/** Null where there is too little to tell. */
export type Light = Schemas["Light"] | null;
export type StabilityBin = Schemas["StabilityBin"];
export type Characteristic = Schemas["Characteristic"];
export type ReasonShift = Schemas["ReasonShift"];
export type ModelStability = Schemas["ModelStability"];
export type Stability = Schemas["Stability"];
export type PsiPoint = Schemas["PsiPoint"];
export type OutcomeRow = Schemas["OutcomeRow"];
export type CalibrationPoint = Schemas["CalibrationPoint"];
export type InitialArea = Schemas["InitialArea"];
export type Separation = Schemas["Separation"];
export type Backtest = Schemas["Backtest"];
export type ModelOutcomes = Schemas["ModelOutcomes"];
export type Outcomes = Schemas["Outcomes"];
export type OutcomePoint = Schemas["OutcomePoint"];
export type Fairness = Schemas["Fairness"];
export type FairnessGroup = Schemas["FairnessGroup"];
export type Signal = Schemas["Signal"];
export type Verdict = Schemas["VerdictRecord"];
export type Alert = Schemas["Alert"];
export type HandlingEvent = Schemas["HandlingEvent"];
export type HandlingState = Schemas["HandlingState"];

/** What somebody has to look after: a verdict, or an alert. */
export type Watched = Pick<
  Alert,
  "id" | "state" | "owner_id" | "owner_name" | "accepted_until" | "note" | "revision"
>;
