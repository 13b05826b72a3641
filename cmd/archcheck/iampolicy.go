package main

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/collect/account"
	"github.com/archcheck/archcheck/internal/plain"
	"github.com/spf13/cobra"
)

func iamPolicyCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "iam-policy",
		Short: "Print the IAM policy that a scan needs, and no more",
		Long: `iam-policy prints the least-privilege policy for the role that scans. It is made from the very list of
calls that a scan can make. None of them changes anything, and none reads the value of a secret.`,
		Example: "  archcheck iam-policy > archcheck-policy.json\n  aws iam create-policy --policy-name archcheck --policy-document file://archcheck-policy.json",
		Args:    noArgs(""),
		RunE: func(*cobra.Command, []string) error {
			if err := plain.WriteJSON(s.out, policyDocument()); err != nil {
				return fmt.Errorf("write the policy: %w", err)
			}
			return nil
		},
	}
}

type iamStatement struct {
	Sid      string   `json:"Sid"`
	Effect   string   `json:"Effect"`
	Action   []string `json:"Action"`
	Resource string   `json:"Resource"`
}

type iamPolicy struct {
	Version   string         `json:"Version"`
	Statement []iamStatement `json:"Statement"`
}

// policyDocument allows the actions on all resources: most list calls take no others.
func policyDocument() iamPolicy {
	return iamPolicy{"2012-10-17", []iamStatement{{"ArchcheckReadOnly", "Allow", account.Actions(), "*"}}}
}
