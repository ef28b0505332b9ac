"""The domain both sides share: features, policy, messages, tables, queries, errors and settings."""
