"""The graph in a store of one's choice: a folder, or a server that speaks SPARQL 1.1 and the Graph Store Protocol.

    place = place_of("virtuoso:ADDRESS", workspace)     which product, and its three addresses
    Remote(place, base).copy()                          what the store holds of a workspace, in memory
    upload(dataset, remote)                             the graph of a build, put there whole or not at all

How the addresses of a product follow is data (`data/stores.yaml`); who logs in stands in the environment.
"""
