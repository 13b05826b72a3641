package account

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/elasticache"
	"github.com/aws/aws-sdk-go-v2/service/rds"
)

// readStores reads databases with their parameters, and caches.
func readStores(ctx context.Context, r *region) {
	databases, caches := rds.NewFromConfig(r.cfg()), elasticache.NewFromConfig(r.cfg())
	together(ctx, r,
		func(ctx context.Context, r *region) { readDatabases(ctx, r, databases) },
		func(ctx context.Context, r *region) { readClusterDatabases(ctx, r, databases) },
		func(ctx context.Context, r *region) { readCaches(ctx, r, caches) })
	readParameters(ctx, r, databases)
}
