package mototest

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"
)

func (b *Builder) proxies() {
	api := rds.NewFromConfig(b.cfg)
	for _, p := range b.model.Proxies {
		in := &rds.CreateDBProxyInput{
			DBProxyName:         str(p.Name),
			EngineFamily:        types.EngineFamily(p.EngineFamily.Or("")),
			RequireTLS:          aws.Bool(p.RequireTLS.Or(false)),
			RoleArn:             b.id(p.Role),
			VpcSubnetIds:        b.ids(p.Subnets),
			VpcSecurityGroupIds: b.ids(p.SecurityGroups),
		}
		for _, secret := range b.ids(p.Secrets) {
			in.Auth = append(
				in.Auth,
				types.UserAuthConfig{AuthScheme: types.AuthSchemeSecrets, SecretArn: aws.String(secret)},
			)
		}
		b.IDs[p.ID] = *must(api.CreateDBProxy(b.ctx, in)).DBProxy.DBProxyArn
		for _, d := range b.model.Databases {
			if len(p.Databases.Items()) > 0 && p.Databases.Items()[0] == d.ID {
				done(
					api.RegisterDBProxyTargets(
						b.ctx,
						&rds.RegisterDBProxyTargetsInput{
							DBProxyName:           str(p.Name),
							DBInstanceIdentifiers: []string{d.Identifier.Or("")},
						},
					),
				)
			}
		}
	}
}
