/** What is wanted, as it is asked of the service, and as the page computes it meanwhile. */

import type { Wanted } from "./simulator-address";
import { baselineOf, type CutOffs, cutOffsOf, type Handles, type Segment } from "./simulator-model";
import type { Simulated, SimulationRequest } from "./simulator-queries";

type Moved = Wanted["moved"];

interface Band {
  model: Segment["model"];
  amount_from_rub: number;
  approve_below: number;
  decline_from: number;
}

interface Body {
  approve_below: number;
  decline_from: number;
  lending: { bands: Band[] };
}

/** Returns the cut-offs in force of a band, or the policy's own. */
export function inForce(baseline: Simulated["baseline"], band: number | null): CutOffs {
  const body = baseline as unknown as Body;
  const told = band === null ? body : (body.lending.bands[band] ?? body);
  return { approveBelow: told.approve_below, declineFrom: told.decline_from };
}

/** Returns what is asked of the service; what is in force says its last answer. */
export function toRequest(wanted: Wanted, own: CutOffs, answer?: Simulated): SimulationRequest {
  const { population, economics, moved } = wanted;
  const cut = cutOffsFor(moved, null, own);
  const bands = answer ? (answer.baseline as unknown as Body).lending.bands : [];
  const isBandMoved = bands.some((_, place) => moved.has(place));
  return {
    population,
    economics,
    seed: 1,
    keep: false,
    candidate: {
      cut_offs: {
        ...inFields(cut),
        ...(isBandMoved && {
          bands: bands.map(({ model, amount_from_rub, ...known }, place) => ({
            model,
            amount_from_rub,
            ...inFields(
              cutOffsFor(moved, place, {
                approveBelow: known.approve_below,
                declineFrom: known.decline_from,
              }),
            ),
          })),
        }),
      },
    },
  };
}

function inFields({ approveBelow, declineFrom }: CutOffs) {
  return { approve_below: approveBelow, decline_from: declineFrom };
}

function cutOffsFor(moved: Moved, band: number | null, known: CutOffs): CutOffs {
  const handles = moved.get(band);
  return handles ? cutOffsOf(handles, known) : known;
}

/** Returns the scenario's cut-offs for each segment. */
export function scenarioOf(segments: readonly Segment[], moved: Moved): CutOffs[] {
  return segments.map((segment) => cutOffsFor(moved, segment.band, baselineOf(segment)));
}

/** Returns what was moved, with the handles of one band at a place; in force they say nothing. */
export function withHandles(
  moved: Moved,
  band: number | null,
  handles: Handles,
  standing: Handles,
): Moved {
  const others = [...moved].filter(([of]) => of !== band);
  const isMoved = handles.approve !== standing.approve || handles.decline !== standing.decline;
  return new Map(isMoved ? [...others, [band, handles]] : others);
}
