package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"
)

// proxyAPI is what is read of RDS Proxy.
type proxyAPI interface {
	rds.DescribeDBProxiesAPIClient
	rds.DescribeDBProxyTargetsAPIClient
	ListTagsForResource(
		context.Context,
		*rds.ListTagsForResourceInput,
		...func(*rds.Options),
	) (*rds.ListTagsForResourceOutput, error)
}

func readProxies(ctx context.Context, r *region) { readProxiesOf(ctx, r, rds.NewFromConfig(r.cfg())) }

func readProxiesOf(ctx context.Context, r *region, api proxyAPI) {
	var found []types.DBProxy
	_ = pages(
		ctx,
		rds.NewDescribeDBProxiesPaginator(api, &rds.DescribeDBProxiesInput{MaxRecords: aws.Int32(100)}),
		func(out *rds.DescribeDBProxiesOutput) {
			found = append(found, out.DBProxies...)
		},
	)
	follow(ctx, found, func(ctx context.Context, d types.DBProxy) {
		p := model.Proxy{
			Lifecycle: form.ProxyStates().Lifecycle(text(d.Status)),
			Resource: r.resource(
				"aws_db_proxy",
				aws.ToString(d.DBProxyArn),
				d.DBProxyName,
				model.Value[map[string]string]{},
			),
			EngineFamily: value(d.EngineFamily),
			RequireTLS:   value(d.RequireTLS),
			Role:         value(d.RoleArn),
			Secrets:      model.Whole[string](),
			Databases:    model.Whole[string](),
			Placement: model.Placement{
				Subnets:        model.Whole(r.ec2All("subnet", d.VpcSubnetIds)...),
				SecurityGroups: model.Whole(r.ec2All("security-group", d.VpcSecurityGroupIds)...),
				PublicAddress:  model.Known(false),
			},
		}
		for _, auth := range d.Auth {
			if secret := aws.ToString(auth.SecretArn); secret != "" {
				p.Secrets = model.Union(p.Secrets, model.Whole(secret))
			}
		}
		err := pages(
			ctx,
			rds.NewDescribeDBProxyTargetsPaginator(
				api,
				&rds.DescribeDBProxyTargetsInput{DBProxyName: d.DBProxyName, MaxRecords: aws.Int32(100)},
			),
			func(out *rds.DescribeDBProxyTargetsOutput) {
				for _, t := range out.Targets {
					p.Databases = model.Union(p.Databases, model.Whole(r.proxied(t)))
				}
			},
		)
		if err != nil {
			p.Databases = p.Databases.Broken(whyNot("RDS", "DescribeDBProxyTargets", err))
		}
		if out, err := api.ListTagsForResource(
			ctx,
			&rds.ListTagsForResourceInput{ResourceName: d.DBProxyArn},
		); err != nil {
			p.Tags = model.Unknown[map[string]string](whyNot("RDS", "ListTagsForResource", err))
		} else {
			p.Tags, _ = tagged(out.TagList, func(t types.Tag) (*string, *string) { return t.Key, t.Value })
		}
		r.add(func(a *model.Architecture) { a.Proxies = append(a.Proxies, p) })
	})
}

// proxied is the database behind a proxy: a cluster, also where the target is one of its instances.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBProxyTarget.html
func (r *region) proxied(t types.DBProxyTarget) string {
	switch cluster := aws.ToString(t.TrackedClusterId); {
	case cluster != "":
		return r.arn("rds", "cluster:"+cluster)
	case t.Type == types.TargetTypeTrackedCluster:
		return r.arn("rds", "cluster:"+aws.ToString(t.RdsResourceId))
	}
	return r.arn("rds", "db:"+aws.ToString(t.RdsResourceId))
}
