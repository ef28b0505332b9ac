/** What the pages of monitoring say; they bring it along. */

import { en as alertsEn } from "./words/alerts-en";
import { ru as alertsRu } from "./words/alerts-ru";
import { en as driftEn } from "./words/drift-en";
import { ru as driftRu } from "./words/drift-ru";
import { en as fairnessEn } from "./words/fairness-en";
import { ru as fairnessRu } from "./words/fairness-ru";
import { en as featuresEn } from "./words/features-en";
import { ru as featuresRu } from "./words/features-ru";
import { en as outcomesEn } from "./words/outcomes-en";
import { ru as outcomesRu } from "./words/outcomes-ru";

export const en = { ...alertsEn, ...driftEn, ...fairnessEn, ...featuresEn, ...outcomesEn };
export const ru = { ...alertsRu, ...driftRu, ...fairnessRu, ...featuresRu, ...outcomesRu };
