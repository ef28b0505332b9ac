"""The API function: FastAPI on Mangum; authentication, authorization, CRUD, asking for scores."""
