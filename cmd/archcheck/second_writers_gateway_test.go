package main

import (
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// blocks sets the mode of VPC Block Public Access.
func blocks(mode string, more ...pt.Edit) edits {
	return append(
		edits{
			pt.Add(
				"module.network",
				"aws_vpc_block_public_access_options",
				"this",
				map[string]any{"internet_gateway_block_mode": mode},
				nil,
			),
		},
		more...)
}

// excludes leaves a VPC or subnet out of VPC Block Public Access.
func excludes(attribute, thing, mode string) pt.Edit {
	return pt.Add(
		"module.network",
		"aws_vpc_block_public_access_exclusion",
		"this",
		map[string]any{"internet_gateway_exclusion_mode": mode},
		written{attribute: ref(thing, "id")},
	)
}

// gatewayWriters are what closes an internet gateway that the routes still lead to.
func gatewayWriters() []writerCase {
	const public, private, options = "network/public-subnets-route-to-internet", "network/private-subnets-through-nat", "module.network.aws_vpc_block_public_access_options.this"
	pass, fail, unknown := verdict.Pass, verdict.Fail, verdict.Unknown
	return []writerCase{
		{name: "block public access that is off", rule: public, edits: blocks("off"), want: pass},
		{name: "block public access, both ways", rule: public, edits: blocks("block-bidirectional"), want: fail},
		{name: "block public access, the way in", rule: public, edits: blocks("block-ingress"), want: fail},
		{
			name:  "block public access of a mode that is not known",
			rule:  public,
			edits: blocks("off", pt.Unknown(options, "internet_gateway_block_mode")),
			want:  unknown,
		},
		{
			name:  "block public access in another region",
			rule:  public,
			edits: blocks("block-bidirectional", pt.Set(options, "region", "eu-west-1")),
			want:  pass,
		},
		{
			name:  "block public access with the VPC excluded",
			rule:  public,
			edits: blocks("block-bidirectional", excludes("vpc_id", "aws_vpc.this", "allow-bidirectional")),
			want:  pass,
		},
		{
			name:  "block public access with the way out of the VPC excluded",
			rule:  public,
			edits: blocks("block-bidirectional", excludes("vpc_id", "aws_vpc.this", "allow-egress")),
			want:  fail,
		},
		{
			name: "block public access with one of two subnets excluded",
			rule: public,
			edits: blocks(
				"block-bidirectional",
				excludes("subnet_id", `aws_subnet.public["us-east-1a"]`, "allow-bidirectional"),
			),
			want: fail,
		},
		{
			name:  "block public access with something excluded that is not known",
			rule:  public,
			edits: blocks("block-bidirectional", excludes("subnet_id", "local.one", "allow-bidirectional")),
			want:  unknown,
		},
		{
			name:  "block public access, both ways, behind NAT",
			rule:  private,
			edits: blocks("block-bidirectional"),
			want:  fail,
		},
		{
			name:  "block public access, the way in, behind NAT",
			rule:  private,
			edits: blocks("block-ingress"),
			want:  pass,
		},
	}
}
