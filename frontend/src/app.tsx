/** The pages and who sees them. The path lies behind `#`: see docs/decisions/0011. */

import { lazy, Suspense } from "react";
import { createHashRouter, Navigate, Outlet } from "react-router";
import { ACTION_NAMES, goalOf, homeOf, PLACES } from "./areas";
import { LogOut } from "./areas/people/log-out";
import { Login } from "./areas/people/login";
import { useUser } from "./areas/people/session";
import { RequireSession, Waiting } from "./guard";
import { ActionsContext, type Place } from "./kit/area";
import { ErrorPage } from "./kit/error-view";
import { ErrorScreen } from "./kit/page";

// Who has to log in first does not wait for it
const Shell = lazy(async () => ({ default: (await import("./shell")).Shell }));
const DutyFirst = lazy(async () => ({ default: (await import("./areas/people/duty")).DutyFirst }));

export function createRouter() {
  return createHashRouter([
    { path: "/login", element: <Login goalOf={goalOf} />, errorElement: <ErrorPage /> },
    {
      path: "/invitation/:token",
      lazy: () => import("./areas/people/invitation"),
      errorElement: <ErrorPage />,
      hydrateFallbackElement: <Waiting />,
    },
    { path: "/logout", element: <LogOut />, errorElement: <ErrorPage /> },
    {
      element: <RequireSession>{FRAME}</RequireSession>,
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

// The same element every time: a new address draws the page again, not the frame around it
const FRAME = (
  <Suspense fallback={<Waiting />}>
    <Shell>
      <ActionsContext value={ACTION_NAMES}>
        <DutyFirst>
          <Outlet />
        </DutyFirst>
      </ActionsContext>
    </Shell>
  </Suspense>
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
