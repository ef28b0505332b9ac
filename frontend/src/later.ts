/**
 * The words that come with their pages; a page adds them by `addWords`. Here they are for types and
 * tests alone: what imports this file otherwise makes the first load heavier.
 */

import * as applications from "./areas/applications/words";
import * as exporting from "./areas/clients/export-words";
import * as relation from "./areas/clients/relation-words";
import * as decisions from "./areas/decisions/words";
import * as overrides from "./areas/decisions/overrides-words";
import * as imports from "./areas/imports/words";
import * as journal from "./areas/journal/value-words";
import * as journalChain from "./areas/journal/chain-words";
import * as monitoring from "./areas/monitoring/words";
import * as models from "./areas/models/bundle-words";
import * as notices from "./areas/notices/words";
import * as payments from "./areas/payments/words";
import * as invitation from "./areas/people/invitation-words";
import * as factor from "./areas/people/factor-words";
import * as sessions from "./areas/people/session-words";
import * as staff from "./areas/people/staff-words";
import * as tokens from "./areas/people/token-words";
import * as passports from "./areas/scores/passport-words";
import * as challengers from "./areas/scores/challenger-words";
import * as recourse from "./areas/scores/recourse-words";
import * as simulation from "./areas/policies/simulator-words";
import * as policies from "./areas/policies/words";
import * as portfolio from "./areas/portfolio/words";
import * as worklist from "./areas/worklist/words";

export const LATER = [
  applications,
  exporting,
  relation,
  decisions,
  overrides,
  imports,
  journal,
  journalChain,
  monitoring,
  challengers,
  models,
  notices,
  payments,
  policies,
  portfolio,
  invitation,
  factor,
  sessions,
  staff,
  tokens,
  passports,
  recourse,
  simulation,
  worklist,
] as const;
