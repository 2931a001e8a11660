"""All of it as files that other tools load: tables, Follow the Money, BODS, Neo4j."""
