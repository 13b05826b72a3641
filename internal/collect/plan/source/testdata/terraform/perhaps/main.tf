# Collections of which apply tells what is in them: the rest of them is known.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }

locals {
  id = aws_vpc.a.id
  # "long" is there after apply, "short" is not.
  map = { for k, v in { sure = "s", long = "l", short = "x", other = "o" } : k => v if k == "sure" || k == "other" || (length(local.id) > 5) == (k == "long") }
  # The first and the last element are surely there.
  list = [for v in ["a", "l", "x", "z"] : { v = v } if v == "a" || v == "z" || (length(local.id) > 5) == (v == "l")]
  # Apply tells whether the attribute is null.
  nulls = { for k, v in { id = local.id, user = length(local.id) > 5 ? null : "x", none = null, name = "n" } : k => v if v != null }
}

resource "terraform_data" "answer" {
  input = {
    map_sure       = local.map.sure
    map_index      = local.map["other"]
    map_perhaps    = try(local.map.long, "none")
    map_absent     = try(local.map.missing, "none")
    lookup_sure    = lookup(local.map, "sure", "none")
    lookup_perhaps = lookup(local.map, "short", "none")
    lookup_absent  = lookup(local.map, "missing", "none")
    keys           = keys(local.map)
    length         = length(local.map)
    not_null       = local.map != null
    over           = merge(local.map, { short = "given" }).short
    under          = merge({ short = "given" }, local.map).short
    under_sure     = merge({ sure = "given" }, local.map).sure
    merged         = merge({ more = "m" }, local.map, null).more
    filtered       = { for k, v in local.map : k => v if k == "sure" }
    again          = { for k, v in local.map : k => upper(v) }.sure
    as_list        = [for k, v in local.map : v]
    document       = jsondecode(jsonencode(local.map)).sure
    is_there       = can(local.map.sure)
    is_perhaps     = can(local.map.long)
    first          = local.list[0].v
    second         = local.list[1].v
    last           = element(local.list, length(local.list) - 1).v
    splat_first    = (local.list[*].v)[0]
    splat          = local.list[*].v
    for_first      = [for item in local.list : item.v][0]
    numbers        = [for i, item in local.list : i]
    joined         = concat([{ v = "0" }], local.list)[1].v
    joined_after   = concat(local.list, [{ v = "9" }])[3].v
    stripped_id    = local.nulls.id
    stripped_name  = local.nulls.name
    stripped_user  = try(local.nulls.user, "none")
    stripped_none  = try(local.nulls.none, "none")
    stripped       = [for k, v in local.nulls : k]
    set            = toset([for k, v in local.map : k])
    values         = values(local.map)
    group          = { for k, v in local.map : substr(k, 0, 1) => v... }
    contains       = contains(keys(local.map), "sure")
    equal          = local.map == { sure = "s" }
    object_splat   = local.map[*].sure
  }
}
