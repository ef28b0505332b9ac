"""What every route needs and no noun owns: boundary, errors, pages, connections, telemetry."""
