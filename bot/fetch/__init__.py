"""The one outside thing here is the web: feeds by conditional GET, through an address guard."""
