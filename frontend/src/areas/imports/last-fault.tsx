/** Why the reading or the check before did not come to an end. */

import { Alert } from "@mantine/core";
import { useFaultText, usePlaceText } from "./field-names";
import type { FileImport } from "./model";

export function LastFault({ one: { fault } }: { one: FileImport }) {
  const faultText = useFaultText();
  const placeText = usePlaceText();
  if (!fault) return null;
  return (
    <Alert color="red" variant="outline" role="status" title={faultText(fault.code, "name")}>
      {placeText(fault.args)} {faultText(fault.code, "advice")}
    </Alert>
  );
}
