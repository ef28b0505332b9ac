/** A manager's work: what is read of it. */

import { queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "../../kit/client";

export type Worklist = Schemas["Worklist"];
export type WorkGroup = Schemas["GroupOfWork"];
export type WorkRow = Schemas["Item"];
export type Told = Schemas["Told"];

/** One's own without a manager's number. */
export const worklistQuery = (manager_id?: number) =>
  queryOptions({
    queryKey: ["worklist", manager_id ?? "own"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/me/worklist", {
          params: { query: manager_id === undefined ? {} : { manager_id } },
          signal,
        }),
      ),
  });
