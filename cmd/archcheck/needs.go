package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
)

// readFor lists what only some rules need, with those rules or their groups: collections of the model, and calls that
// read attributes. All rules need the rest: which components there are follows from it, and who reaches whom. What is
// listed wrongly is not collected where a rule needs it, and never passes.
func readFor() map[string][]string {
	return map[string][]string{
		"addresses":                              {"cost"},
		"alarms":                                 {"cost", "monitoring", "scaling"},
		"backup_selections":                      {"backup"},
		"budgets":                                {"cost"},
		"clusters":                               {"cost", "monitoring"},
		"composite_alarms":                       {"cost", "monitoring", "scaling"},
		"flow_logs":                              {"monitoring"},
		"log_groups":                             {"cost", "monitoring"},
		"records":                                {"cost", "edge"},
		"repositories":                           {"cost", "delivery"},
		"roles":                                  {"identity"},
		"scaling_policies":                       {"cost", "monitoring", "scaling"},
		"scheduled_actions":                      {"cost", "scaling"},
		"secrets":                                {"cost", "identity"},
		"topics":                                 {"cost", "monitoring"},
		"ACM DescribeCertificate":                {"edge", "encryption"},
		"Auto Scaling DescribePolicies":          {"cost", "scaling"},
		"Auto Scaling DescribeScheduledActions":  {"cost", "scaling"},
		"Budgets DescribeNotificationsForBudget": {"cost"},
		"Budgets DescribeSubscribersForNotification":             {"cost"},
		"DynamoDB DescribeContinuousBackups":                     {"backup"},
		"EC2 DescribeVolumes":                                    {"cost", "encryption"},
		"EC2 GetEbsEncryptionByDefault":                          {"cost", "encryption"},
		"EC2 GetInstanceMetadataDefaults":                        {"identity"},
		"ECR GetRegistryScanningConfiguration":                   {"delivery"},
		"EFS DescribeBackupPolicy":                               {"backup"},
		"EFS DescribeFileSystemPolicy":                           {"encryption"},
		"Elastic Load Balancing v2 DescribeListenerCertificates": {"edge", "encryption"},
		"KMS DescribeKey":                                        {"cost", "encryption", "monitoring"},
		"KMS GetKeyPolicy":                                       {"cost", "encryption", "monitoring"},
		"KMS GetKeyRotationStatus":                               {"cost", "encryption", "monitoring"},
		"KMS ListAliases":                                        {"cost", "encryption", "monitoring"},
		"Lambda GetFunctionConcurrency":                          {"scaling"},
		"Lambda GetPolicy":                                       {"network"},
		"Lambda ListAliases":                                     {"network"},
		"Lambda ListFunctionUrlConfigs":                          {"network"},
		"RDS DescribeDBClusterParameters":                        {"encryption"},
		"RDS DescribeDBClusterSnapshots":                         {"backup", "cost"},
		"RDS DescribeDBInstanceAutomatedBackups":                 {"backup", "cost"},
		"RDS DescribeDBParameters":                               {"encryption"},
		"RDS DescribeDBSnapshots":                                {"backup", "cost"},
		"S3 Control GetAccessPoint":                              {"network"},
		"S3 Control GetAccessPointPolicyStatus":                  {"network"},
		"S3 Control GetPublicAccessBlock":                        {"network"},
		"S3 Control ListAccessPoints":                            {"network"},
		"S3 GetBucketAcl":                                        {"network"},
		"S3 GetBucketEncryption":                                 {"encryption", "monitoring"},
		"S3 GetBucketLifecycleConfiguration":                     {"cost"},
		"S3 GetBucketOwnershipControls":                          {"network"},
		"S3 GetBucketPolicy":                                     {"monitoring", "network"},
		"S3 GetBucketVersioning":                                 {"backup"},
		"S3 GetPublicAccessBlock":                                {"network"},
		"SNS GetSubscriptionAttributes":                          {"monitoring"},
		"SNS GetTopicAttributes":                                 {"cost", "monitoring"},
		"SNS ListSubscriptions":                                  {"cost", "monitoring"},
		"Secrets Manager GetResourcePolicy":                      {"identity"},
		"WAFV2 GetWebACLForResource":                             {"cost", "edge"},
	}
}

// needs says what the chosen rules need; nil is everything.
type needs func(what string) bool

// needsOf are those of the rules that --only and --skip leave. What rules of one's own read nobody knows.
func (o *settings) needsOf(chosen []verdict.Rule) needs {
	if len(o.only)+len(o.skip) == 0 || len(o.policy) > 0 {
		return nil
	}
	table := readFor()
	return func(what string) bool {
		readers, listed := table[what]
		return !listed || slices.ContainsFunc(readers, func(name string) bool {
			return slices.ContainsFunc(chosen, func(r verdict.Rule) bool { return selects(name, r) })
		})
	}
}

// lacks reports whether the chosen rules can do without something.
func (n needs) lacks(what string) bool { return n != nil && !n(what) }

// settle makes notes of the gaps that no chosen rule needs.
func (n needs) settle(r *verdict.Report) {
	var notAsked []string
	r.Gaps = slices.DeleteFunc(r.Gaps, func(g verdict.Gap) bool {
		switch {
		case !n.lacks(g.Collection):
			return false
		case g.Reason == string(model.NotAsked):
			notAsked = append(notAsked, g.Collection)
		default:
			r.Summary.Notes = append(r.Summary.Notes, "no rule that was chosen needs it: "+g.Detail)
		}
		return true
	})
	slices.Sort(notAsked)
	if notAsked = slices.Compact(notAsked); len(notAsked) > 0 {
		r.Summary.Notes = append(
			r.Summary.Notes,
			fmt.Sprintf(
				"not asked for, as no rule that was chosen needs it (%d): %s",
				len(notAsked),
				strings.Join(notAsked, ", "),
			),
		)
	}
}
