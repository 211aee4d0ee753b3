"""Documents of orders and committees."""
