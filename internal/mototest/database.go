package mototest

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	rdstypes "github.com/aws/aws-sdk-go-v2/service/rds/types"
)

func (b *Builder) parameterGroups() {
	api := rds.NewFromConfig(b.cfg)
	for _, g := range b.model.ParameterGroups {
		done(
			api.CreateDBParameterGroup(
				b.ctx,
				&rds.CreateDBParameterGroupInput{
					DBParameterGroupName:   str(g.Name),
					DBParameterGroupFamily: str(g.Family),
					Description:            str(g.Name),
				},
			),
		)
		in := &rds.ModifyDBParameterGroupInput{DBParameterGroupName: str(g.Name)}
		for _, p := range g.Parameters.Items() {
			in.Parameters = append(
				in.Parameters,
				rdstypes.Parameter{
					ParameterName:  str(p.Name),
					ParameterValue: str(p.Value),
					ApplyMethod:    rdstypes.ApplyMethodImmediate,
				},
			)
		}
		done(api.ModifyDBParameterGroup(b.ctx, in))
		b.IDs[g.ID] = g.Name.Or("")
	}
}

func (b *Builder) databases() {
	api := rds.NewFromConfig(b.cfg)
	for i := range b.model.Databases {
		d := &b.model.Databases[i]
		group := str(d.Identifier)
		done(
			api.CreateDBSubnetGroup(
				b.ctx,
				&rds.CreateDBSubnetGroupInput{
					DBSubnetGroupName:        group,
					DBSubnetGroupDescription: group,
					SubnetIds:                b.ids(d.Subnets),
				},
			),
		)
		if d.Kind.Or("") == "cluster" {
			b.databaseCluster(api, d)
		} else {
			b.databaseInstance(api, d)
		}
	}
}

func (b *Builder) databaseInstance(api *rds.Client, d *model.Database) {
	in := &rds.CreateDBInstanceInput{
		DBInstanceIdentifier:        str(d.Identifier),
		Engine:                      str(d.Engine),
		EngineVersion:               str(d.EngineVersion),
		DBInstanceClass:             str(d.InstanceClass),
		Port:                        int32of(d.Port),
		MultiAZ:                     aws.Bool(d.MultiAZ.Or(false)),
		DBSubnetGroupName:           str(d.Identifier),
		VpcSecurityGroupIds:         b.ids(d.SecurityGroups),
		PubliclyAccessible:          aws.Bool(d.PublicAddress.Or(false)),
		StorageEncrypted:            aws.Bool(d.StorageEncrypted.Or(false)),
		KmsKeyId:                    b.id(d.KMSKey),
		BackupRetentionPeriod:       int32of(d.BackupRetentionDays),
		DeletionProtection:          aws.Bool(d.DeletionProtection.Or(false)),
		StorageType:                 str(d.StorageType),
		AllocatedStorage:            int32of(d.StorageGiB),
		EnableCloudwatchLogsExports: d.LogExports.Items(),
		MasterUsername:              aws.String("shop"),
		MasterUserPassword:          aws.String("never-to-be-read"),
	}
	if group := b.id(d.ParameterGroup); group != nil {
		in.DBParameterGroupName = group
	}
	if d.MaxStorageGiB.Or(0) > 0 {
		in.MaxAllocatedStorage = int32of(d.MaxStorageGiB)
	}
	b.IDs[d.ID] = *must(api.CreateDBInstance(b.ctx, in)).DBInstance.DBInstanceArn
}

// databaseCluster makes an Aurora cluster and its instances. One that is not told its zone gets the next of its
// subnets'.
func (b *Builder) databaseCluster(api *rds.Client, d *model.Database) {
	out := must(
		api.CreateDBCluster(b.ctx, &rds.CreateDBClusterInput{
			DBClusterIdentifier:         str(d.Identifier),
			Engine:                      str(d.Engine),
			EngineVersion:               str(d.EngineVersion),
			Port:                        int32of(d.Port),
			DBSubnetGroupName:           str(d.Identifier),
			VpcSecurityGroupIds:         b.ids(d.SecurityGroups),
			StorageEncrypted:            aws.Bool(d.StorageEncrypted.Or(false)),
			KmsKeyId:                    b.id(d.KMSKey),
			BackupRetentionPeriod:       int32of(d.BackupRetentionDays),
			DeletionProtection:          aws.Bool(d.DeletionProtection.Or(false)),
			EnableCloudwatchLogsExports: d.LogExports.Items(),
			MasterUsername:              aws.String("shop"),
			MasterUserPassword:          aws.String("never-to-be-read"),
		}),
	)
	b.IDs[d.ID] = *out.DBCluster.DBClusterArn
	zones := b.zones(d.Subnets)
	for i, class := range d.InstanceClasses.Items() {
		done(
			api.CreateDBInstance(b.ctx, &rds.CreateDBInstanceInput{
				DBInstanceIdentifier: aws.String(fmt.Sprintf("%s-%d", d.Identifier.Or(""), i)),
				DBClusterIdentifier:  str(d.Identifier),
				Engine:               str(d.Engine),
				DBInstanceClass:      aws.String(class),
				AvailabilityZone:     aws.String(zones[i%len(zones)]),
				PubliclyAccessible:   aws.Bool(d.PublicAddress.Or(false)),
			}),
		)
	}
}

// zones are those of some subnets, one each.
func (b *Builder) zones(subnets model.List[string]) (all []string) {
	for _, s := range b.model.Subnets {
		for _, id := range subnets.Items() {
			if s.ID == id {
				all = append(all, s.AvailabilityZone.Or(""))
			}
		}
	}
	return all
}
