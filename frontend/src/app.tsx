/** The pages and who sees them. The path lies behind `#`: see docs/decisions/0011. */

import { Center, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createHashRouter, Navigate, Outlet, useLocation } from "react-router";
import { ACTION_NAMES, homeOf, PLACES } from "./areas";
import { Login } from "./areas/people/login";
import { meQuery, useUser } from "./areas/people/session";
import { ActionsContext, type Place } from "./kit/area";
import { ErrorPage, ErrorView } from "./kit/error-view";
import { ErrorScreen } from "./kit/page";
import { Shell } from "./shell";

export function createRouter() {
  return createHashRouter([
    { path: "/login", element: <Login homeOf={homeOf} />, errorElement: <ErrorPage /> },
    {
      element: <RequireSession />,
      errorElement: <ErrorPage />,
      hydrateFallbackElement: <Waiting />,
      children: [
        { index: true, element: <Home /> },
        ...PLACES.map(({ path, lazy, roles }) => ({
          element: <RequireRole roles={roles} />,
          children: [{ path, lazy }],
        })),
        { path: "*", element: <ErrorScreen code="not_found" /> },
      ],
    },
  ]);
}

function Waiting() {
  return (
    <Center h="60vh">
      <Loader aria-label="…" />
    </Center>
  );
}

/** Leads to login where there is no session, and back to the page that was asked for. */
function RequireSession() {
  const { data: me, error, isPending, refetch } = useQuery(meQuery);
  const { pathname, search } = useLocation();
  if (isPending) return <Waiting />;
  if (error) return <ErrorView error={error} onRetry={refetch} />;
  if (me === null) {
    const next = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/login${next}`} replace />;
  }
  return <Shell>{PAGE}</Shell>;
}

// The same element every time: a new address draws the page again, not the frame around it
const PAGE = (
  <ActionsContext value={ACTION_NAMES}>
    <Outlet />
  </ActionsContext>
);

function RequireRole({ roles }: Pick<Place, "roles">) {
  const { role } = useUser();
  return !roles || roles.includes(role) ? <Outlet /> : <ErrorScreen code="forbidden" />;
}

function Home() {
  const home = homeOf(useUser().role);
  // Who has no menu, as somebody dismissed, begins nowhere
  return home === "/" ? <ErrorScreen code="forbidden" /> : <Navigate to={home} replace />;
}
