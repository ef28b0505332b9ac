const health = document.getElementById("health");
try {
  const response = await fetch("/api/health?deep=true");
  const body = await response.json();
  health.textContent = response.ok
    ? "The service is running: API, database and queue answer."
    : `The service is not well: ${body.detail}`;
  health.className = response.ok ? "well" : "ill";
} catch {
  health.textContent = "The service cannot be reached. Is it running? Try: make status";
  health.className = "ill";
}
